// SPDX-License-Identifier: Apache-2.0
/**
 * The life cycle of a source connector and its tasks: the framework's parts of one task, and the
 * coordinator of its capture loop.
 */
package io.vecbridge.common.source.run;
