/** What a task keeps in Connect's offsets, and the source block of its records. */
package io.vecbridge.oceanbase.source.offset;
