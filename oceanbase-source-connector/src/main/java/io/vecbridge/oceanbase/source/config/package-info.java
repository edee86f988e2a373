/** All options of the connector. */
package io.vecbridge.oceanbase.source.config;
