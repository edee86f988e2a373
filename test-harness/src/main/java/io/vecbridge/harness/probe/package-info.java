// SPDX-License-Identifier: Apache-2.0
/** Questions that only a server that is ready answers. */
package io.vecbridge.harness.probe;
