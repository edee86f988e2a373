// SPDX-License-Identifier: Apache-2.0
/** The same servers in containers, for machines with Docker. */
package io.vecbridge.harness.container;
