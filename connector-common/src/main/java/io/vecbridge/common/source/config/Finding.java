// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

/**
 * What a check found.
 *
 * @param key the option that it concerns
 * @param sentence what is wrong, and what to do
 * @param passing whether time can mend it, so that a start goes on
 */
public record Finding(String key, String sentence, boolean passing) {}
