/**
 * The task's one loop: tables are found and shared out, each is snapshotted and then polled, and
 * what makes an earlier position useless is answered.
 */
package io.vecbridge.oceanbase.source.capture;
