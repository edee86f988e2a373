/** Access to Milvus: its connection options, its calls, and what its errors mean. */
package io.vecbridge.common.milvus;
