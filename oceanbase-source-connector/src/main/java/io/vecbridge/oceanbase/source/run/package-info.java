/** How a capture loop of either mode meets errors. */
package io.vecbridge.oceanbase.source.run;
