// SPDX-License-Identifier: Apache-2.0
/** The wire contract between sources and sinks, as far as it is more than a schema's shape. */
package io.vecbridge.common.wire;
