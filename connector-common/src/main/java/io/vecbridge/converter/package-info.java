// SPDX-License-Identifier: Apache-2.0
/** Connect's JSON format, with each schema written once and read once. */
package io.vecbridge.converter;
