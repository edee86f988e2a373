/** What a run of a task starts from and how it meets errors, in either mode of capture. */
package io.vecbridge.oceanbase.source.run;
