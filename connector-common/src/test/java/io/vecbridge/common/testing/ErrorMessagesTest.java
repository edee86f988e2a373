// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorMessagesTest {
  private static final String SOURCE =
      """
      class Tables {
        private static final String OPTION = "table.mappings";
        private static final Field LIMIT = Field.create("table.limit").withDefault(3);

        void check(String table, boolean dropped, Exception cause) {
          String fate = dropped ? "was dropped" : "is gone";
          throw new ConnectException("Table " + table + " " + fate + ". Set " + OPTION + ".", cause);
        }

        Finding find(String key) {
          return new Finding(key, "%s has %d rows, ".formatted(key, 3) + advice(), false);
        }

        private static String advice() {
          return "more than " + LIMIT.name() + " says";
        }

        void stop() {
          fail("Rows were imported", "they are not in the log");
          fail("A partition was dropped", "its rows stay");
        }

        private void fail(String what, String consequence) {
          throw new LogException(5, what + ": " + consequence);
        }

        void mistake() {
          throw new IllegalStateException("This is a mistake of the code");
        }
      }

      class LogException extends ConnectException {
        LogException(int position, String what) {
          super("Position " + position + ", " + what + ".");
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aMessageHasAllTextsThatItCanHaveAndTwoDotsForValues() throws IOException {
    assertThat(messages(SOURCE).all())
        .containsExactly(
            ".. has .. rows, more than table.limit says",
            "Position .., A partition was dropped: its rows stay.",
            "Position .., Rows were imported: they are not in the log.",
            "Table .. is gone. Set table.mappings.",
            "Table .. was dropped. Set table.mappings.");
  }

  @Test
  void aClassIsAnErrorIfTheOneThatItExtendsIs() throws IOException {
    String source =
        """
        class Log {
          void read(String position) {
            throw new Position.Gone("The log begins after " + position + ".");
          }

          void stop(String reason) {
            throw new Mistake("This is a mistake of the code");
          }

          Object note() {
            return new Note("This is not an error");
          }
        }

        class Position extends ConnectException {
          static class Gone extends Position {}
        }

        class Mistake extends IllegalStateException {}

        class Note extends other.Note {}
        """;

    assertThat(messages(source).all()).containsExactly("The log begins after ..");
  }

  @Test
  void whatIsAddedToAListOfProblemsIsAMessage() throws IOException {
    String source =
        """
        class Lines {
          List<String> problems(List<String> lines) {
            List<String> problems = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
              String where = "Line " + (i + 1) + " ";
              problems.add(where + "has no target: " + lines.get(i));
              warnings.add(where + "is rather long");
              problems.add(0, where + "has an index");
            }
            lines.forEach(line -> problems.add("There is no table " + line + "."));
            return problems;
          }
        }
        """;

    assertThat(messages(source).all())
        .containsExactly("Line .. has no target: ..", "There is no table ..");
  }

  @Test
  void whatAPageExplainsIsFoundInTheCodeByItsWords() throws IOException {
    String page =
        """
        ## When things go wrong
        | message | what to do |
        |---|---|
        | `Table .. was dropped. ..`; `Position .., <what>: they are not in the log` | restart |
        | `Table .. is empty, and nothing can be read` | write |
        <!-- messages: generated from the code, do not edit -->
        <!-- messages: end -->
        """;

    assertThat(messages(SOURCE).unknownIn(page))
        .containsExactly("Table .. is empty, and nothing can be read");
  }

  private ErrorMessages messages(String source) throws IOException {
    Files.writeString(folder.resolve("Tables.java"), source);
    return ErrorMessages.of(List.of(folder));
  }
}
