/** How a run of a task waits between failures, in either mode of capture. */
package io.vecbridge.oceanbase.source.run;
