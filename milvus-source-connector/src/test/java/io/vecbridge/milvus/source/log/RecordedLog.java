// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A log that a Milvus 2.3.5 wrote, and the rows it ends with. See the README beside the files. */
public final class RecordedLog {
  private RecordedLog() {}

  /** The records of all physical channels. */
  public static List<LogRecord> records() throws IOException {
    List<LogRecord> records = new ArrayList<>();
    try (DataInputStream input = new DataInputStream(open("milvus-2.3.5.log.gz"))) {
      while (true) {
        String topic = input.readUTF();
        long offset = input.readLong();
        input.readLong(); // when it was written
        byte[] value = input.readNBytes(input.readInt());
        records.add(new LogRecord(topic, offset, value));
      }
    } catch (EOFException end) {
      return records;
    }
  }

  /** By collection id: the version of each key. */
  public static Map<Long, Map<String, Long>> rows() throws IOException {
    Map<Long, Map<String, Long>> rows = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(open("milvus-2.3.5.rows.gz"), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split("\t");
        if (words[0].equals("row")) {
          rows.computeIfAbsent(Long.valueOf(words[1]), id -> new HashMap<>())
              .put(words[2], Long.valueOf(words[3]));
        }
      }
    }
    return rows;
  }

  private static InputStream open(String name) throws IOException {
    return new GZIPInputStream(RecordedLog.class.getResourceAsStream(name));
  }
}
