// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The main sources of some packages, parsed but not resolved: names are looked up as written. */
final class SourceTrees extends TreeScanner<Void, SourceTrees.Scope> {
  /**
   * Where an expression stands.
   *
   * @param type the simple name of the innermost class
   * @param method the method or constructor; null in the initializer of a field
   * @param locals what each of its variables is set to
   */
  record Scope(String type, MethodTree method, Map<String, List<ExpressionTree>> locals) {}

  /** A tree, and where it stands. */
  record Place<T>(T tree, Scope scope) {}

  /**
   * A call of a method or of a constructor.
   *
   * @param on what stands before the method's dot, by its last name; null if nothing does
   */
  record Call(String on, List<? extends ExpressionTree> arguments, Scope scope) {}

  private final Map<String, List<Place<MethodTree>>> methods = new HashMap<>();
  private final Map<String, List<Call>> calls = new HashMap<>();
  private final Map<String, ExpressionTree> constants = new HashMap<>();
  private final Map<String, ClassTree> types = new HashMap<>();
  private final List<Place<NewClassTree>> creations = new ArrayList<>();
  private final List<Place<ExpressionTree>> phrases = new ArrayList<>();
  private final List<Place<MethodInvocationTree>> invocations = new ArrayList<>();

  static SourceTrees of(List<Path> folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> found = Files.walk(folder)) {
        found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    SourceTrees trees = new SourceTrees();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        trees.scan(unit, new Scope("", null, Map.of()));
      }
    }
    return trees;
  }

  /** All {@code new X(..)}. */
  List<Place<NewClassTree>> creations() {
    return creations;
  }

  /** All texts of several words, and all sums. */
  List<Place<ExpressionTree>> phrases() {
    return phrases;
  }

  /** All calls of methods. */
  List<Place<MethodInvocationTree>> invocations() {
    return invocations;
  }

  /** The class of this name, or null if it isn't in these packages. */
  ClassTree type(String name) {
    return types.get(name);
  }

  /** A class's methods of this name and number of parameters; constructors are {@code <init>}. */
  List<Place<MethodTree>> methods(String type, String name, int parameters) {
    return methods.getOrDefault(type + "." + name + "/" + parameters, List.of());
  }

  /** The calls that may be of this method, by its name and number of parameters. */
  List<Call> callsOf(Scope scope) {
    MethodTree method = scope.method();
    if (method.getName().contentEquals("<init>")) {
      return named("new " + scope.type(), method);
    }
    boolean isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
    return named(method.getName().toString(), method).stream()
        .filter(
            call ->
                call.on() == null
                    ? call.scope().type().equals(scope.type())
                    : isStatic ? call.on().equals(scope.type()) : !types.containsKey(call.on()))
        .toList();
  }

  private List<Call> named(String name, MethodTree method) {
    return calls.getOrDefault(name + "/" + method.getParameters().size(), List.of());
  }

  /** What a class's field is initialized with, or null. */
  ExpressionTree constant(String type, String name) {
    return constants.get(type + "." + name);
  }

  /** The last part of a name. */
  static String simpleName(Tree name) {
    return name instanceof MemberSelectTree select
        ? select.getIdentifier().toString()
        : name.toString().replaceFirst("<.*", "");
  }

  @Override
  public Void visitClass(ClassTree tree, Scope scope) {
    String name = tree.getSimpleName().toString();
    if (!name.isEmpty()) {
      types.put(name, tree);
    }
    return super.visitClass(tree, new Scope(name.isEmpty() ? scope.type() : name, null, Map.of()));
  }

  @Override
  public Void visitMethod(MethodTree tree, Scope scope) {
    Scope inside = new Scope(scope.type(), tree, new HashMap<>());
    String key = scope.type() + "." + tree.getName() + "/" + tree.getParameters().size();
    methods.computeIfAbsent(key, k -> new ArrayList<>()).add(new Place<>(tree, inside));
    return super.visitMethod(tree, inside);
  }

  @Override
  public Void visitVariable(VariableTree tree, Scope scope) {
    String name = tree.getName().toString();
    if (tree.getInitializer() != null) {
      if (scope.method() == null) {
        constants.put(scope.type() + "." + name, tree.getInitializer());
      } else {
        set(scope, name, tree.getInitializer());
      }
    }
    return super.visitVariable(tree, scope);
  }

  @Override
  public Void visitAssignment(AssignmentTree tree, Scope scope) {
    if (scope.method() != null && tree.getVariable() instanceof IdentifierTree variable) {
      set(scope, variable.getName().toString(), tree.getExpression());
    }
    return super.visitAssignment(tree, scope);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Scope scope) {
    creations.add(new Place<>(tree, scope));
    call("new " + simpleName(tree.getIdentifier()), null, tree.getArguments(), scope);
    return super.visitNewClass(tree, scope);
  }

  @Override
  public Void visitLiteral(LiteralTree tree, Scope scope) {
    if (tree.getValue() instanceof String text && text.contains(" ")) {
      phrases.add(new Place<>(tree, scope));
    }
    return super.visitLiteral(tree, scope);
  }

  @Override
  public Void visitBinary(BinaryTree tree, Scope scope) {
    if (tree.getKind() == Tree.Kind.PLUS) {
      phrases.add(new Place<>(tree, scope));
    }
    return super.visitBinary(tree, scope);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Scope scope) {
    invocations.add(new Place<>(tree, scope));
    String name = simpleName(tree.getMethodSelect());
    ClassTree type = types.get(scope.type());
    if (name.equals("super") && type != null && type.getExtendsClause() != null) {
      name = "new " + simpleName(type.getExtendsClause());
    }
    String on =
        tree.getMethodSelect() instanceof MemberSelectTree select
            ? simpleName(select.getExpression())
            : null;
    call(name, on, tree.getArguments(), scope);
    return super.visitMethodInvocation(tree, scope);
  }

  private void call(String name, String on, List<? extends ExpressionTree> arguments, Scope scope) {
    calls
        .computeIfAbsent(name + "/" + arguments.size(), key -> new ArrayList<>())
        .add(new Call(on, arguments, scope));
  }

  private static void set(Scope scope, String variable, ExpressionTree value) {
    scope.locals().computeIfAbsent(variable, name -> new ArrayList<>()).add(value);
  }
}
