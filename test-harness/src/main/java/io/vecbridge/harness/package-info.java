// SPDX-License-Identifier: Apache-2.0
/** A cluster of real servers, started together, and where its servers come from. */
package io.vecbridge.harness;
