// SPDX-License-Identifier: Apache-2.0
/** The connector's options, one class per group, each with its declarations and typed values. */
package io.vecbridge.oceanbase.source.config;
