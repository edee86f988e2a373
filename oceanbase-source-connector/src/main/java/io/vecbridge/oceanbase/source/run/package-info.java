// SPDX-License-Identifier: Apache-2.0
/** How the capture loops of both modes handle errors. */
package io.vecbridge.oceanbase.source.run;
