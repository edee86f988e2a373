// SPDX-License-Identifier: Apache-2.0
/**
 * The target collections: found by their names, described once, created if they are missing and
 * that is allowed.
 */
package io.vecbridge.milvus.sink.collection;
