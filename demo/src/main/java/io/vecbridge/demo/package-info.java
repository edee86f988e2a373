// SPDX-License-Identifier: Apache-2.0
/**
 * The demo of {@code bin/demo}: real servers, two collections, a snapshot, live changes, and a
 * comparison of every value.
 */
package io.vecbridge.demo;
