/**
 * TLS of the connections to a tenant and to its binlog: certificates and key in PEM files, and what
 * a failed handshake means.
 */
package io.vecbridge.common.oceanbase.tls;
