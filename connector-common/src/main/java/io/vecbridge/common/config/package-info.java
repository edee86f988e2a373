/** What the connectors' configurations share beside their keys. */
package io.vecbridge.common.config;
