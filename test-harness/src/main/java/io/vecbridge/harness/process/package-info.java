// SPDX-License-Identifier: Apache-2.0
/**
 * What a server process needs of this machine: a folder, ports, an installation, and a way to wait
 * for it.
 */
package io.vecbridge.harness.process;
