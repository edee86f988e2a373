// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.tool.docs.Page;
import io.vecbridge.tool.docs.Page.Block;
import io.vecbridge.tool.docs.ShellCommands;
import io.vecbridge.tool.docs.ShellCommands.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands of the documentation exist, with the options that it gives them. */
class DocumentedCommandsTest {
  private static final String SAME_AS_ABOVE = "..";
  private static final Set<String> CODES_OF_PICOCLI = Set.of("generate-completion", "help");

  @ParameterizedTest
  @MethodSource("bash")
  void bashReadsEveryBlockOfCommands(Block block) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var in = bash.outputWriter()) {
      in.write(block.text());
    }
    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void everyScriptThatACommandNamesIsThere() {
    assertThat(commands().map(command -> command.words().get(0)))
        .filteredOn(name -> name.contains("/") && !name.endsWith(".sh"))
        .allMatch(name -> Files.isExecutable(Page.ROOT.resolve(name)));
  }

  @ParameterizedTest
  @MethodSource("complete")
  void everyCompleteCommandOfTheToolIsTaken(Command command) {
    String[] arguments = arguments(command).toArray(new String[0]);
    assertThatCode(() -> ToolCommand.commandLine().parseArgs(arguments)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("partial")
  void everyOptionOfACommandOfTheToolExists(Command command) {
    List<String> arguments = arguments(command);
    CommandLine tool = ToolCommand.commandLine();
    if (arguments.isEmpty()
        || arguments.get(0).startsWith("-")
        || arguments.get(0).startsWith("<")) {
      return;
    }
    assertThat(tool.getSubcommands()).containsKey(arguments.get(0));
    CommandLine subcommand = tool.getSubcommands().get(arguments.get(0));
    List<String> options =
        arguments.stream()
            .filter(argument -> argument.startsWith("--"))
            .map(argument -> argument.replaceFirst("[=\\[].*", ""))
            .toList();
    assertThat(subcommand.getCommandSpec().optionsMap().keySet()).containsAll(options);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyScriptTakesItsArguments(Command command) throws IOException {
    Path script = Page.ROOT.resolve(command.words().get(0));
    String text = Files.readString(script);
    boolean maven = text.contains("\"$@\" </dev/null");
    String known = maven ? Files.readString(Page.ROOT.resolve("pom.xml")) : text;
    for (String argument : command.words().subList(1, command.words().size())) {
      String name = argument.replaceFirst("^-D", "").replaceFirst("=.*", "");
      assertThat(known).contains(name.startsWith("-pl") ? "<module>" : name);
    }
  }

  @ParameterizedTest
  @MethodSource("bash")
  void everyFileAndEveryBodyThatCurlSendsIsRight(Block block) throws IOException {
    var shipped = Pattern.compile("(?<![\\w/])config/[\\w./-]+").matcher(block.text());
    while (shipped.find()) {
      assertThat(Page.ROOT.resolve(shipped.group())).exists();
    }
    var body = Pattern.compile("(?:--data|-d) '\\s*(\\{[^']*)'").matcher(block.text());
    while (body.find()) {
      assertThat(new ObjectMapper().readTree(body.group(1))).isNotEmpty();
    }
  }

  static Stream<Block> bash() {
    return Page.all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("bash"));
  }

  static Stream<Command> commands() {
    return Page.all().stream().flatMap(ShellCommands::ofBlocks);
  }

  static Stream<Command> complete() {
    return tool().filter(command -> !command.words().contains(SAME_AS_ABOVE));
  }

  static Stream<Command> partial() {
    Pattern name = Pattern.compile("(bin/)?vecbridge ");
    return Stream.concat(
        tool(), Page.all().stream().flatMap(page -> ShellCommands.inText(page, name)));
  }

  static Stream<Command> scripts() {
    Pattern name = Pattern.compile("bin/(demo|test|benchmark|servers|release)( |$)");
    return Stream.concat(
            commands(), Page.all().stream().flatMap(page -> ShellCommands.inText(page, name)))
        .filter(command -> name.matcher(command.words().get(0)).matches());
  }

  private static Stream<Command> tool() {
    return commands()
        .filter(command -> command.words().get(0).matches("(bin/)?vecbridge"))
        .filter(command -> CODES_OF_PICOCLI.stream().noneMatch(command.words()::contains));
  }

  private static List<String> arguments(Command command) {
    return command.words().subList(1, command.words().size());
  }
}
