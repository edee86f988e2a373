// SPDX-License-Identifier: Apache-2.0
/** What a command reads of the connectors: configurations, from files or over REST. */
package io.vecbridge.tool.config;
