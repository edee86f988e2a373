// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.row.RowBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import milvus.proto.msg.Msg;

/**
 * The changes of one timestamp, folded.
 *
 * <p>First come the deletes of keys that are not inserted at this timestamp, each key once; then
 * the inserted rows, which are updates if the key is deleted at this timestamp too (Milvus logs an
 * upsert as an insert and a delete of one timestamp, in any number of parts); then what was
 * announced. Each in the order of the log. An insert without its delete is an insert: Milvus
 * crashed in the middle of the upsert.
 *
 * <p>A cursor: {@link #advance()} steps to the next change and {@link #change} returns it. Keeps
 * the group's deleted keys, and of the rows nothing but the batches.
 */
final class GroupChanges {
  private final TimestampGroup group;
  private final List<RowBatch> batches;
  private final Set<Object> deletedKeys = new HashSet<>();
  private final Iterator<Map.Entry<Object, LogMessage.Deleted>> deletes;
  private final Iterator<LogMessage.Announcement> announcements;

  private Map.Entry<Object, LogMessage.Deleted> delete;
  private LogMessage.Announcement announcement;
  private int duplicates;
  private int batch = -1;
  private int row;

  GroupChanges(TimestampGroup group, Function<Msg.InsertRequest, RowBatch> opener) {
    this.group = group;
    this.batches = new ArrayList<>(group.inserted.size());
    for (TimestampGroup.InsertedRows rows : group.inserted) {
      batches.add(opener.apply(rows.message().request()));
    }
    this.deletes = unmatchedDeletes().entrySet().iterator();
    this.announcements = group.announced.iterator();
  }

  private Map<Object, LogMessage.Deleted> unmatchedDeletes() {
    Map<Object, LogMessage.Deleted> unmatched = new LinkedHashMap<>();
    for (TimestampGroup.DeletedKeys keys : group.deleted) {
      for (int i = keys.from(); i < keys.to(); i++) {
        unmatched.putIfAbsent(keys.message().key(i), keys.message());
      }
    }
    if (!unmatched.isEmpty() && !batches.isEmpty()) {
      deletedKeys.addAll(unmatched.keySet());
      for (int i = 0; i < batches.size(); i++) {
        TimestampGroup.InsertedRows rows = group.inserted.get(i);
        for (int j = rows.from(); j < rows.to(); j++) {
          Object key = batches.get(i).primaryKey(j);
          if (unmatched.remove(key) == null && deletedKeys.contains(key)) {
            duplicates++;
          }
        }
      }
    }
    return unmatched;
  }

  /** Further rows of upserts that write one key several times: Milvus stores them all. */
  int duplicates() {
    return duplicates;
  }

  boolean hasNext() {
    return deletes.hasNext() || hasNextRow() || announcements.hasNext();
  }

  private boolean hasNextRow() {
    if (batch < 0) {
      return !batches.isEmpty();
    }
    return batch < batches.size() - 1 || (row + 1 < group.inserted.get(batch).to());
  }

  /** Steps to the next change, if there is one. */
  void advance() {
    delete = null;
    if (deletes.hasNext()) {
      delete = deletes.next();
    } else if (hasNextRow()) {
      if (batch < 0 || row + 1 == group.inserted.get(batch).to()) {
        batch++;
        row = group.inserted.get(batch).from();
      } else {
        row++;
      }
    } else {
      announcement = announcements.next();
    }
  }

  /** The change that was stepped to. */
  Change change(ChannelPosition after) {
    if (delete != null) {
      return new Change.RowDeleted(
          delete.getKey(), delete.getValue().partition(), group.timestamp, after);
    }
    if (announcement != null) {
      return new Change.Announced(announcement, after);
    }
    RowBatch rows = batches.get(batch);
    boolean update = !deletedKeys.isEmpty() && deletedKeys.contains(rows.primaryKey(row));
    return new Change.RowWritten(
        update, rows, row, group.inserted.get(batch).message(), group.timestamp, after);
  }
}
