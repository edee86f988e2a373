// SPDX-License-Identifier: Apache-2.0
/** Results of a comparison for people and programs: on the terminal, as JSON, as a page of HTML. */
package io.vecbridge.tool.report;
