// SPDX-License-Identifier: Apache-2.0
/** What every sink is to Connect: a connector, its tasks, and what a task drives. */
package io.vecbridge.common.sink;
