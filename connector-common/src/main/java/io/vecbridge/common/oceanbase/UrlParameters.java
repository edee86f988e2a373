// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the parameters of a {@link ConnectionUrl} may be, so that they undo nothing. */
final class UrlParameters {
  private static final String NOTHING = "(?!)";
  private static final Map<String, Rule> RULES = rules();
  private static final Map<String, Rule> RULES_WITH_TLS_FILES = rulesWithTlsFiles();

  private UrlParameters() {}

  /**
   * The rule for one parameter.
   *
   * @param allowed which values, in lower case, are allowed: a regular expression
   */
  private record Rule(String allowed, String reason) {}

  /**
   * What is wrong with them.
   *
   * @param option that has the URL
   * @param parameters by their names in lower case
   * @param tlsFiles whether certificates or a key are in PEM files
   */
  static List<String> problems(String option, Map<String, String> parameters, boolean tlsFiles) {
    List<String> problems = new ArrayList<>();
    parameters.forEach(
        (parameter, value) -> {
          if (parameter.contains("password")) {
            problems.add(
                option
                    + " must not set "
                    + parameter
                    + ": everyone who can read the configuration would see it. Use a store without a"
                    + " password.");
          }
          Rule rule = RULES.get(parameter);
          if (tlsFiles && RULES_WITH_TLS_FILES.containsKey(parameter)) {
            rule = RULES_WITH_TLS_FILES.get(parameter);
          }
          if (rule != null && !value.toLowerCase(Locale.ROOT).matches(rule.allowed())) {
            problems.add(
                option + " must not set " + parameter + "=" + value + ": " + rule.reason() + ".");
          }
        });
    return problems;
  }

  private static Map<String, Rule> rules() {
    Rule utf8 = new Rule("utf-?8", "text is sent as UTF-8");
    Rule files = new Rule("false", "the server could read files of the worker");
    Rule utc = new Rule("utc", "times are written in UTC");
    Rule stay =
        new Rule("0", "returning to the first host at the end of a transaction loses the session");
    return Map.ofEntries(
        Map.entry(
            "useserverprepstmts",
            new Rule(
                "false", "vectors are bound as binary, which only client-side statements can do")),
        Map.entry(
            "autoreconnect",
            new Rule("false", "a silent reconnect would lose the open transaction")),
        Map.entry(
            "emulateunsupportedpstmts", new Rule("true", "statements are prepared in the client")),
        Map.entry("queriesbeforeretrysource", stay),
        Map.entry("secondsbeforeretrysource", stay),
        Map.entry("failoverreadonly", new Rule("false", "every host can be written to")),
        Map.entry(
            "sslmode",
            new Rule(
                "disabled|preferred|required|verify_ca|verify_identity",
                "the modes are DISABLED, PREFERRED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY")),
        Map.entry("useaffectedrows", new Rule("false", "the number of matching rows is needed")),
        Map.entry("sockettimeout", new Rule(NOTHING, "query.timeout.ms sets it")),
        Map.entry("connecttimeout", new Rule(NOTHING, "connection.timeout.ms sets it")),
        Map.entry(
            "usecursorfetch",
            new Rule("false", "it switches to statements prepared by the server")),
        Map.entry("maxrows", new Rule("0|-1", "rows would be missing")),
        Map.entry("padcharswithspace", new Rule("false", "values would be changed")),
        Map.entry("defaultfetchsize", new Rule("0", "results are read page by page")),
        Map.entry("allowloadlocalinfile", files),
        Map.entry("allowloadlocalinfileinpath", new Rule(NOTHING, files.reason())),
        Map.entry("allowurlinlocalinfile", files),
        Map.entry("autodeserialize", new Rule("false", "objects of the server's would be created")),
        Map.entry("characterencoding", utf8),
        Map.entry("charactersetresults", new Rule("utf-?8(mb4)?", "text is read as UTF-8")),
        Map.entry("connectioncollation", new Rule("utf8mb4_.*", utf8.reason())),
        Map.entry("connectiontimezone", utc),
        Map.entry("servertimezone", utc),
        Map.entry("tinyint1isbit", new Rule("false", "tinyint(1) holds numbers too")),
        Map.entry("uselocalsessionstate", new Rule("true", "the session is the connector's own")),
        Map.entry(
            "jdbccomplianttruncation",
            new Rule("true", "a value that would be truncated must be an error")),
        Map.entry(
            "sessionvariables",
            new Rule(
                "(?!.*(sql_mode|time_zone|autocommit|isolation|ob_query_timeout|ob_trx_timeout"
                    + "|character_set|collation|ob_read_consistency(?!\\s*=\\s*'?strong))).*",
                "the connector sets these variables of its session")));
  }

  private static Map<String, Rule> rulesWithTlsFiles() {
    Rule unused = new Rule(NOTHING, "it has no effect with the connection.tls options");
    Map<String, Rule> rules = new HashMap<>();
    for (String parameter :
        List.of(
            "usessl",
            "requiressl",
            "verifyservercertificate",
            "trustcertificatekeystoreurl",
            "trustcertificatekeystoretype",
            "fallbacktosystemtruststore",
            "clientcertificatekeystoreurl",
            "clientcertificatekeystoretype",
            "fallbacktosystemkeystore",
            "tlsversions",
            "enabledtlsprotocols",
            "tlsciphersuites",
            "enabledsslciphersuites",
            "fipscompliantjsse",
            "keymanagerfactoryprovider",
            "trustmanagerfactoryprovider",
            "keystoreprovider",
            "sslcontextprovider",
            "socketfactory")) {
      rules.put(parameter, unused);
    }
    rules.put(
        "sslmode",
        new Rule(
            "verify_ca|verify_identity",
            "with the connection.tls options it is VERIFY_CA or VERIFY_IDENTITY"));
    return Map.copyOf(rules);
  }
}
