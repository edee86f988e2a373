/**
 * How fast a connector works: limits of rows and bytes per second, sizes of pages, and pauses after
 * failures.
 */
package io.vecbridge.common.rate;
