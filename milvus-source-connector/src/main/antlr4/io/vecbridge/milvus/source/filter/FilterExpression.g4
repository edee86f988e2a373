// SPDX-License-Identifier: Apache-2.0

/*
 * The part of Milvus's boolean expressions that the connector evaluates. The levels of precedence are Milvus's own:
 * `not` binds as tightly as a sign, so a negated comparison needs parentheses. What the grammar lacks is refused.
 */
grammar FilterExpression;

filter : expression EOF ;

expression
  : literal                                                     # constant
  | '[' ( expression ( ',' expression )* ','? )? ']'            # list
  | '(' expression ')'                                          # parentheses
  | function=FUNCTION '(' expression ( ',' expression )* ')'    # call
  | column test=( IS_NULL | IS_NOT_NULL )                       # nullTest
  | EXISTS column                                               # exists
  | column                                                      # value
  | expression LIKE pattern=STRING                              # like
  | sign=( '+' | '-' | NOT ) expression                         # unary
  | expression operator=( '*' | '/' | '%' ) expression          # arithmetic
  | expression operator=( '+' | '-' ) expression                # arithmetic
  | expression NOT_IN expression                                # notIn
  | expression IN expression                                    # in
  | expression operator=( '<' | '<=' | '>' | '>=' ) expression  # comparison
  | expression operator=( '==' | '!=' ) expression              # comparison
  | expression AND expression                                   # and
  | expression OR expression                                    # or
  ;

column : name=( IDENTIFIER | DYNAMIC ) ( '[' step ']' )* ;

step : STRING | INTEGER ;

literal : INTEGER | DECIMAL | BOOLEAN | STRING ;

EXISTS      : 'exists' | 'EXISTS' ;
LIKE        : 'like' | 'LIKE' ;
AND         : 'and' | 'AND' | '&&' ;
OR          : 'or' | 'OR' | '||' ;
NOT_IN      : ( 'not' | 'NOT' ) [ \t\r\n]+ ( 'in' | 'IN' ) ;
NOT         : 'not' | 'NOT' | '!' ;
IN          : 'in' | 'IN' ;
IS_NULL     : 'is null' | 'IS NULL' ;
IS_NOT_NULL : 'is not null' | 'IS NOT NULL' ;
BOOLEAN     : 'true' | 'True' | 'TRUE' | 'false' | 'False' | 'FALSE' ;

FUNCTION
  : 'json_contains' | 'JSON_CONTAINS'
  | 'json_contains_all' | 'JSON_CONTAINS_ALL'
  | 'json_contains_any' | 'JSON_CONTAINS_ANY'
  | 'array_contains' | 'ARRAY_CONTAINS'
  | 'array_contains_all' | 'ARRAY_CONTAINS_ALL'
  | 'array_contains_any' | 'ARRAY_CONTAINS_ANY'
  | 'array_length' | 'ARRAY_LENGTH'
  ;

DYNAMIC    : '$meta' ;
IDENTIFIER : [a-zA-Z_] [a-zA-Z_0-9]* ;
INTEGER    : '0' | [1-9] [0-9]* | '0' [xX] [0-9a-fA-F]+ ;
DECIMAL    : ( [0-9]+ '.' [0-9]* | '.' [0-9]+ ) EXPONENT? | [0-9]+ EXPONENT ;
STRING     : '"' ( ~["\\\r\n] | ESCAPE )* '"' | '\'' ( ~['\\\r\n] | ESCAPE )* '\'' ;

fragment EXPONENT : [eE] [+-]? [0-9]+ ;
fragment ESCAPE   : '\\' ['"\\abfnrtv] | '\\u' HEX HEX HEX HEX ;
fragment HEX      : [0-9a-fA-F] ;

WHITESPACE : [ \t\r\n]+ -> skip ;
