/**
 * Capture by polls over system change numbers: the task's loop finds its tables, takes a snapshot
 * of each and then polls it, and decides what happens when an earlier position is lost.
 */
package io.vecbridge.oceanbase.source.poll;
