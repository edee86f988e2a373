// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.process.Folders;
import io.vecbridge.harness.process.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A module's archive, unpacked as for a worker, and its classes as the worker loads them. */
final class Plugin {
  private final String module;
  private final Path home;
  private final List<Path> jars;

  private Plugin(String module, Path home) {
    this.module = module;
    this.home = home;
    this.jars = jars(home);
  }

  static Plugin unpack(String module, Path folder) throws IOException {
    Folders.unpackPlugins(List.of(module), folder);
    return new Plugin(module, onlyFolder(folder));
  }

  static Plugin unpackTool(Path folder) throws IOException {
    Folders.unpackTool(folder);
    return new Plugin("operator-tool", onlyFolder(folder));
  }

  private static Path onlyFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).as("what is at the top of the archive").hasSize(1);
      return all.get(0);
    }
  }

  /** The name of the folder that the archive unpacks to. */
  String folder() {
    return home.getFileName().toString();
  }

  /** The folder's entries, without what is in them. */
  List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** One of its files as JSON. */
  JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(home.resolve(file).toFile());
  }

  /** The names of the jars without their versions. */
  SortedSet<String> libraries() {
    SortedSet<String> names = new TreeSet<>();
    for (Path jar : jars) {
      names.add(jar.getFileName().toString().replaceFirst("-[0-9][^/]*[.]jar$", ""));
    }
    return names;
  }

  /** Where the text of each library's license is, as the plugin's NOTICE has it. */
  Map<String, String> licenses() throws IOException {
    Map<String, String> licenses = new TreeMap<>();
    for (String line : Files.readAllLines(home.resolve("doc/NOTICE"))) {
      String[] columns = line.split(" {2,}", 3);
      if (columns.length == 3) {
        licenses.put(columns[0], columns[2]);
      }
    }
    return licenses;
  }

  /** Whether the archive has a file. */
  boolean holds(String file) {
    return Files.isRegularFile(home.resolve(file));
  }

  /** Whether a library has a file: {@code <path> in the jar}. */
  boolean holds(String library, String place) throws IOException {
    for (Path jar : jars) {
      if (jar.getFileName().toString().matches(library + "-[0-9].*")) {
        try (JarFile file = new JarFile(jar.toFile())) {
          return file.getEntry(place.replace(" in the jar", "")) != null;
        }
      }
    }
    return false;
  }

  /** The names of the classes in the connector's own jar. */
  List<String> ownClasses() throws IOException {
    for (Path jar : jars) {
      if (jar.getFileName().toString().startsWith(module)) {
        try (JarFile file = new JarFile(jar.toFile())) {
          return classes(file.entries());
        }
      }
    }
    throw new IllegalStateException("There is no jar of " + module);
  }

  /**
   * A loader as a worker's: the plugin's own classes win, except for those of Connect's API, and
   * the rest is found on the worker's class path.
   *
   * @param server whose libraries the worker runs with, a name of {@code servers.properties}
   */
  URLClassLoader load(String server) {
    Path libraries = Installation.ofUser().folder(server).resolve("lib");
    URLClassLoader worker =
        new URLClassLoader(urls(jars(libraries)), ClassLoader.getPlatformClassLoader());
    return new ChildFirst(urls(jars), worker);
  }

  private static List<String> classes(Enumeration<JarEntry> entries) {
    TreeSet<String> classes = new TreeSet<>();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.endsWith(".class") && !name.endsWith("-info.class")) {
        classes.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
      }
    }
    return List.copyOf(classes);
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL[] urls(List<Path> jars) {
    return jars.stream().map(Plugin::url).toArray(URL[]::new);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class ChildFirst extends URLClassLoader {
    private static final List<String> SHARED = List.of("java", "org.apache.kafka.", "org.slf4j.");

    private final ClassLoader worker;

    ChildFirst(URL[] jars, ClassLoader worker) {
      super(jars, worker);
      this.worker = worker;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (SHARED.stream().anyMatch(name::startsWith)) {
        return worker.loadClass(name);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        try {
          return findClass(name);
        } catch (ClassNotFoundException e) {
          return worker.loadClass(name);
        }
      }
    }

    @Override
    public void close() throws IOException {
      super.close();
      ((URLClassLoader) worker).close();
    }
  }
}
