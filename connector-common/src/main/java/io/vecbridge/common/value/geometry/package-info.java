// SPDX-License-Identifier: Apache-2.0
/**
 * Geometries: well-known binary, which records and tables have, and well-known text, which clients
 * of Milvus send and get. Both hold every coordinate exactly.
 */
package io.vecbridge.common.value.geometry;
