// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

/** The values that a column holds, by their position in it; null rows are not known here. */
interface Values {
  /** A column without any value. */
  Values NONE =
      new Values() {
        @Override
        public int count() {
          return 0;
        }

        @Override
        public Object get(int position) {
          throw new IndexOutOfBoundsException(position);
        }
      };

  int count();

  /** The Connect value at a position, numbered from 0. */
  Object get(int position);
}
