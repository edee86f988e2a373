// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/** A program that logs in to a worker's JMX over TLS, since a JVM keeps its first trust store. */
final class JmxCalls {
  private JmxCalls() {}

  /**
   * Writes for each password what the worker lets its user do.
   *
   * @param arguments the address, the user, and passwords; empty for none
   */
  @SuppressWarnings("BanJNDI") // the address is the worker's own
  public static void main(String[] arguments) throws IOException, JMException {
    JMXServiceURL address =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + arguments[0] + "/jmxrmi");
    for (String password : List.of(arguments).subList(2, arguments.length)) {
      Map<String, Object> access = new HashMap<>();
      access.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
      if (!password.isEmpty()) {
        access.put(JMXConnector.CREDENTIALS, new String[] {arguments[1], password});
      }
      try (JMXConnector jmx = JMXConnectorFactory.connect(address, access)) {
        MBeanServerConnection beans = jmx.getMBeanServerConnection();
        System.out.println("reads " + List.of(beans.getDomains()).contains("kafka.connect"));
        System.out.println("calls " + isCalled(beans));
      } catch (SecurityException e) {
        System.out.println("refused");
      } catch (IOException e) {
        System.out.println("not reached: " + e);
      }
    }
  }

  private static boolean isCalled(MBeanServerConnection beans) throws IOException, JMException {
    try {
      beans.invoke(new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME), "gc", null, null);
      return true;
    } catch (SecurityException e) {
      return false;
    }
  }
}
