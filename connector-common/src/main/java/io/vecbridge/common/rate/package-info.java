/** Limits of rows and bytes per second, apart for the snapshot and for streaming. */
package io.vecbridge.common.rate;
