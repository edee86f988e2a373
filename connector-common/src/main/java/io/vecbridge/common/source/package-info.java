// SPDX-License-Identifier: Apache-2.0
/**
 * What both sources share. A task is started and run by {@code run} with the options of {@code
 * config}; its records are sent to Connect by {@code emit}, each with the {@code offset} that it
 * reaches.
 */
package io.vecbridge.common.source;
