// SPDX-License-Identifier: Apache-2.0
/** The servers, each as one class that starts, stops, kills and pauses its process. */
package io.vecbridge.harness.server;
