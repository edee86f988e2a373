/** The connector's keys, one class a group, as typed values. */
package io.vecbridge.oceanbase.sink.config;
