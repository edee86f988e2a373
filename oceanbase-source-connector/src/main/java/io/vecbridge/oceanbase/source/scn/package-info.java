/** The poll that finds changes by system change numbers, and the snapshot, page by page. */
package io.vecbridge.oceanbase.source.scn;
