// SPDX-License-Identifier: Apache-2.0
/**
 * What both sources are made of: the framework's parts of one task, the coordinator of one capture
 * loop, and the options that have the same meaning in both.
 */
package io.vecbridge.common.source;
