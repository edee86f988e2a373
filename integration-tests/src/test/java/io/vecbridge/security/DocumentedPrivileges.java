// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The privileges that the documentation asks for, as its own commands: what is tested is that. */
public final class DocumentedPrivileges {
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern MILVUS =
      Pattern.compile("for privilege in \\[(.*?)\\]:\\s+role\\.grant\\(\"(\\w+)\"", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("\"(\\w+)\"");
  private static final Pattern ACL =
      Pattern.compile("kafka-acls\\.sh(?:[^\n\\\\]|\\\\\n)*--add(?:[^\n\\\\]|\\\\\n)*");
  private static final Pattern OPTION = Pattern.compile("--([a-z-]+) ([^\\s\\\\-][^\\s\\\\]*)");

  private DocumentedPrivileges() {}

  /** The statements on a connector's page, in their order, with a password in place of the dots. */
  public static List<String> inOceanBase(String connector, String password) throws IOException {
    List<String> statements = new ArrayList<>();
    Matcher block = SQL.matcher(section(connector, "Privileges"));
    while (block.find()) {
      for (String statement : block.group(1).split(";")) {
        if (!statement.isBlank()) {
          statements.add(
              statement
                  .strip()
                  .replace("'..'", "'" + password + "'")
                  .replace("CREATE DATABASE", "CREATE DATABASE IF NOT EXISTS"));
        }
      }
    }
    assertThat(statements).isNotEmpty();
    return statements;
  }

  /** The privileges on a connector's page, by the kind of object. */
  public static Map<String, List<String>> inMilvus(String connector) throws IOException {
    Map<String, List<String>> privileges = new LinkedHashMap<>();
    Matcher loop = MILVUS.matcher(page(connector));
    while (loop.find()) {
      Matcher names = QUOTED.matcher(loop.group(1));
      while (names.find()) {
        privileges.computeIfAbsent(loop.group(2), kind -> new ArrayList<>()).add(names.group(1));
      }
    }
    assertThat(privileges).containsOnlyKeys("Global", "Collection");
    return privileges;
  }

  /** The ACLs that a page's commands add. */
  public static List<AclBinding> inKafka(String page) throws IOException {
    List<AclBinding> acls = new ArrayList<>();
    Matcher command = ACL.matcher(page(page));
    while (command.find()) {
      acls.addAll(acls(command.group()));
    }
    assertThat(acls).isNotEmpty();
    return acls;
  }

  private static List<AclBinding> acls(String command) {
    List<AclOperation> operations = new ArrayList<>();
    String principal = null;
    ResourceType type = null;
    String name = null;
    PatternType pattern = PatternType.LITERAL;
    Matcher option = OPTION.matcher(command);
    while (option.find()) {
      String value = option.group(2);
      switch (option.group(1)) {
        case "allow-principal" -> principal = value;
        case "operation" -> operations.add(operation(value));
        case "resource-pattern-type" ->
            pattern = PatternType.fromString(value.toUpperCase(Locale.ROOT));
        case "topic", "group", "transactional-id" -> {
          type = ResourceType.fromString(option.group(1).replace('-', '_'));
          name = value;
        }
        default -> assertThat(option.group(1)).isEqualTo("bootstrap-server");
      }
    }
    List<AclBinding> acls = new ArrayList<>();
    for (AclOperation operation : operations) {
      acls.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
    }
    return acls;
  }

  private static AclOperation operation(String name) {
    return AclOperation.fromString(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
  }

  private static String section(String page, String heading) throws IOException {
    String text = page(page);
    Matcher start = Pattern.compile("(?m)^#+ " + heading + "$").matcher(text);
    assertThat(start.find()).as(heading).isTrue();
    Matcher end = Pattern.compile("(?m)^#+ ").matcher(text);
    return text.substring(start.end(), end.find(start.end()) ? end.start() : text.length());
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("..", "docs", name + ".md"));
  }
}
