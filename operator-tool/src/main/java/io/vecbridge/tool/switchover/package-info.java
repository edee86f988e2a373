// SPDX-License-Identifier: Apache-2.0
/** The switch-over and the switch-back: plan, drain and start. */
package io.vecbridge.tool.switchover;
