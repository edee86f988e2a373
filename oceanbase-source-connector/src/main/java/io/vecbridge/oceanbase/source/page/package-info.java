/** Pages of one table as it was at a system change number (SCN). */
package io.vecbridge.oceanbase.source.page;
