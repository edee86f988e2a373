// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a server that is a Java program, on the Java that this JVM runs on. */
final class JavaCommand {
  private final List<String> options = new ArrayList<>();
  private String classpath;

  /** A program whose class path is all jars of a folder, and nothing else. */
  JavaCommand(Path jars, int heapMegabytes) {
    this.classpath = jars + "/*";
    options.add("-Xmx" + heapMegabytes + "m");
    options.add("-XX:+UseSerialGC");
    options.add("-Dfile.encoding=UTF-8");
  }

  JavaCommand option(String option) {
    options.add(option);
    return this;
  }

  /** Adds the jars of another folder. */
  JavaCommand jars(Path folder) {
    classpath += ":" + folder + "/*";
    return this;
  }

  /** Opens JMX to this machine, without a password. */
  JavaCommand jmx(int port) {
    options.add("-Djava.rmi.server.hostname=127.0.0.1");
    options.add("-Dcom.sun.management.jmxremote.local.only=true");
    options.add("-Dcom.sun.management.jmxremote.authenticate=false");
    options.add("-Dcom.sun.management.jmxremote.ssl=false");
    options.add("-Dcom.sun.management.jmxremote.port=" + port);
    options.add("-Dcom.sun.management.jmxremote.rmi.port=" + port);
    return this;
  }

  List<String> run(String mainClass, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.addAll(List.of("-cp", classpath, mainClass));
    line.addAll(List.of(arguments));
    return line;
  }
}
