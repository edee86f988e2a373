// SPDX-License-Identifier: Apache-2.0
/** Named checks of Milvus and of its log, which run at validation and at the connector's start. */
package io.vecbridge.milvus.source.check;
