// SPDX-License-Identifier: Apache-2.0
/** One suite per option, which sets and changes it through the REST interface of a real worker. */
package io.vecbridge.options;
