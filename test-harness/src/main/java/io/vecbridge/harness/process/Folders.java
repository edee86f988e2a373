// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What the harness does with folders: unpack a plugin, read the end of a log, delete. */
public final class Folders {
  private Folders() {}

  /** The plugin's archive that a module has built. */
  public static Path pluginZip(String module) {
    return Checkout.pluginZip(module);
  }

  /** Unpacks the plugins that the modules have built into a folder for {@code plugin.path}. */
  public static void unpackPlugins(List<String> modules, Path target) {
    for (String module : modules) {
      unpack(Checkout.pluginZip(module), target);
    }
  }

  /** Unpacks the operator's tool that its module has built into a folder. */
  public static void unpackTool(Path target) {
    unpack(Checkout.toolZip(), target);
  }

  private static void unpack(Path archive, Path target) {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException(entry.getName() + " points out of " + archive);
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a resource of the harness into a folder, under the same name. */
  public static Path copyResource(String name, Path folder) {
    try (InputStream in = Folders.class.getResourceAsStream("/io/vecbridge/harness/" + name)) {
      Path file = folder.resolve(name);
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of a log, each on a line of its own; empty if there is none. */
  public static String lastLines(Path log, int count) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - count), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  /** Deletes a folder and everything in it, if it is there. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
