// SPDX-License-Identifier: Apache-2.0
/** Suites that run the connectors as they ship, in a real worker between real servers. */
package io.vecbridge.endtoend;
