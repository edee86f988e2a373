// SPDX-License-Identifier: Apache-2.0
/** The options that have the same meaning in both sources. */
package io.vecbridge.common.source.config;
