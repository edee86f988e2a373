// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreeScanner;
import io.vecbridge.common.testing.SourceTrees.Call;
import io.vecbridge.common.testing.SourceTrees.Place;
import io.vecbridge.common.testing.SourceTrees.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts that an expression can be, where {@link #VALUE} stands for what only runs can tell. It
 * follows variables, constants, the methods of the same class, and the arguments of the calls that
 * hand a phrase to a method.
 */
final class Texts {
  static final String VALUE = "..";

  private static final String PARAMETER = "\u0001";
  private static final Pattern OPTION = Pattern.compile("[a-z]+([._][a-z]+)+");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final int DEEPEST = 4;
  private static final int MOST = 300;

  private final SourceTrees trees;

  Texts(SourceTrees trees) {
    this.trees = trees;
  }

  /** The texts of an expression in all calls of the method that it stands in. */
  Set<String> of(ExpressionTree expression, Scope scope) {
    Set<String> texts = new LinkedHashSet<>();
    for (Map<String, Set<String>> parameters : parameters(expression, scope, 0)) {
      of(expression, scope, parameters, 0).forEach(text -> texts.add(tidy(text)));
    }
    return texts;
  }

  /** The parameters of an expression's method in each of its calls, if the expression uses them. */
  private List<Map<String, Set<String>>> parameters(ExpressionTree value, Scope scope, int depth) {
    boolean used =
        of(value, scope, Map.of(), 0).stream().anyMatch(text -> text.contains(PARAMETER));
    List<Call> calls = used && depth < 3 ? trees.callsOf(scope) : List.of();
    List<Map<String, Set<String>>> all = new ArrayList<>();
    for (Call call : calls) {
      List<Map<String, Set<String>>> outer = List.of(Map.of());
      for (ExpressionTree argument : call.arguments()) {
        List<Map<String, Set<String>>> found = parameters(argument, call.scope(), depth + 1);
        outer = found.size() > outer.size() ? found : outer;
      }
      for (Map<String, Set<String>> known : outer) {
        all.add(bind(scope.method(), call.arguments(), call.scope(), known, 0));
      }
    }
    return all.isEmpty() || all.size() > MOST ? List.of(Map.of()) : all;
  }

  private Map<String, Set<String>> bind(
      MethodTree method,
      List<? extends ExpressionTree> arguments,
      Scope scope,
      Map<String, Set<String>> known,
      int depth) {
    Map<String, Set<String>> bound = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      Set<String> phrases = new LinkedHashSet<>();
      for (String text : of(arguments.get(i), scope, known, depth)) {
        String tidy = tidy(text);
        phrases.add(tidy.contains(" ") ? tidy : VALUE);
      }
      bound.put(method.getParameters().get(i).getName().toString(), phrases);
    }
    return bound;
  }

  private Set<String> of(Tree tree, Scope scope, Map<String, Set<String>> parameters, int depth) {
    if (depth > DEEPEST || tree == null) {
      return Set.of(VALUE);
    }
    if (tree instanceof LiteralTree literal) {
      return literal.getValue() == null ? Set.of() : Set.of(String.valueOf(literal.getValue()));
    }
    if (tree instanceof ParenthesizedTree inner) {
      return isNumber(inner.getExpression())
          ? Set.of(VALUE)
          : of(inner.getExpression(), scope, parameters, depth);
    }
    if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return join(
          of(sum.getLeftOperand(), scope, parameters, depth),
          of(sum.getRightOperand(), scope, parameters, depth));
    }
    if (tree instanceof ConditionalExpressionTree choice) {
      return union(
          List.of(choice.getTrueExpression(), choice.getFalseExpression()),
          scope,
          parameters,
          depth);
    }
    if (tree instanceof SwitchExpressionTree choice) {
      return union(results(choice), scope, parameters, depth);
    }
    if (tree instanceof IdentifierTree name) {
      return variable(name.getName().toString(), scope, parameters, depth);
    }
    if (tree instanceof MemberSelectTree select) {
      String type = SourceTrees.simpleName(select.getExpression());
      return constant(type, select.getIdentifier().toString(), depth);
    }
    if (tree instanceof MethodInvocationTree call) {
      return call(call, scope, parameters, depth);
    }
    return Set.of(VALUE);
  }

  /** Whether what stands in parentheses is a calculated number, such as {@code (i + 1)}. */
  private static boolean isNumber(ExpressionTree inside) {
    return inside instanceof BinaryTree sum
        && sum.getRightOperand() instanceof LiteralTree literal
        && literal.getValue() instanceof Number;
  }

  private Set<String> variable(
      String name, Scope scope, Map<String, Set<String>> parameters, int depth) {
    if (scope.locals().containsKey(name)) {
      Set<String> texts = new LinkedHashSet<>();
      for (String text : union(scope.locals().get(name), scope, parameters, depth + 1)) {
        texts.add(NUMBER.matcher(text).matches() ? VALUE : text);
      }
      return texts;
    }
    if (scope.method() != null) {
      for (VariableTree parameter : scope.method().getParameters()) {
        if (parameter.getName().contentEquals(name)) {
          return parameters.getOrDefault(name, Set.of(PARAMETER));
        }
      }
    }
    return constant(scope.type(), name, depth);
  }

  private Set<String> constant(String type, String name, int depth) {
    ExpressionTree value = trees.constant(type, name);
    if (value == null) {
      return Set.of(VALUE);
    }
    String option = option(value, type);
    return option == null
        ? of(value, new Scope(type, null, Map.of()), Map.of(), depth + 1)
        : Set.of(option);
  }

  /** The name of the option that a value declares, which is also its text, or null. */
  private String option(ExpressionTree value, String type) {
    ExpressionTree first = value;
    while (first instanceof MethodInvocationTree call) {
      if (call.getMethodSelect() instanceof MemberSelectTree select
          && select.getExpression() instanceof MethodInvocationTree) {
        first = select.getExpression();
      } else {
        first = call.getArguments().isEmpty() ? null : call.getArguments().get(0);
      }
    }
    if (first == null || first == value) {
      return null;
    }
    for (String text : of(first, new Scope(type, null, Map.of()), Map.of(), 0)) {
      if (OPTION.matcher(text).matches()) {
        return text;
      }
    }
    return null;
  }

  private Set<String> call(
      MethodInvocationTree call, Scope scope, Map<String, Set<String>> parameters, int depth) {
    String name = SourceTrees.simpleName(call.getMethodSelect());
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      String type = SourceTrees.simpleName(select.getExpression());
      if (name.equals("formatted")) {
        Set<String> texts = new LinkedHashSet<>();
        for (String text : of(select.getExpression(), scope, parameters, depth)) {
          texts.add(text.replaceAll("%[-+,.0-9]*[a-zA-Z]", VALUE));
        }
        return texts;
      }
      if (name.equals("name")) {
        return of(select.getExpression(), scope, parameters, depth);
      }
      return type.equals("Optional") && name.equals("of")
          ? of(call.getArguments().get(0), scope, parameters, depth)
          : returned(type, name, call, scope, parameters, depth);
    }
    return returned(scope.type(), name, call, scope, parameters, depth);
  }

  private Set<String> returned(
      String type,
      String name,
      MethodInvocationTree call,
      Scope scope,
      Map<String, Set<String>> parameters,
      int depth) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    List<Place<MethodTree>> found = trees.methods(type, name, arguments.size());
    if (found.size() != 1) {
      return Set.of(VALUE);
    }
    MethodTree method = found.get(0).tree();
    Map<String, Set<String>> bound = bind(method, arguments, scope, parameters, depth + 1);
    return union(results(method), found.get(0).scope(), bound, depth + 1);
  }

  private Set<String> union(
      List<? extends Tree> trees, Scope scope, Map<String, Set<String>> parameters, int depth) {
    Set<String> texts = new LinkedHashSet<>();
    for (Tree tree : trees) {
      texts.addAll(of(tree, scope, parameters, depth));
    }
    return texts.isEmpty() || texts.size() > MOST ? Set.of(VALUE) : texts;
  }

  private static Set<String> join(Set<String> left, Set<String> right) {
    Set<String> texts = new LinkedHashSet<>();
    for (String first : left) {
      for (String second : right) {
        texts.add(first + second);
      }
    }
    return texts.size() > MOST ? Set.of(VALUE) : texts;
  }

  /** What a method returns, or a switch yields. */
  private static List<ExpressionTree> results(Tree tree) {
    List<ExpressionTree> results = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitReturn(ReturnTree tree, Void nothing) {
        results.add(tree.getExpression());
        return null;
      }

      @Override
      public Void visitYield(YieldTree tree, Void nothing) {
        results.add(tree.getValue());
        return null;
      }

      @Override
      public Void visitCase(CaseTree tree, Void nothing) {
        if (tree.getBody() instanceof ExpressionTree value) {
          results.add(value);
          return null;
        }
        return super.visitCase(tree, nothing);
      }

      @Override
      public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
        return null;
      }
    }.scan(tree, null);
    return results;
  }

  private static String tidy(String text) {
    return text.replace(PARAMETER, VALUE).replaceAll("\\s+", " ").replaceAll("\\.{2,}", VALUE);
  }
}
