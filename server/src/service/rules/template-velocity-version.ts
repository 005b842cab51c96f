// What Velocity 1.7 and 2 read in different ways. Recorded answers fit 1.7; AWS does not say which one runs.
import { defineRule } from "./rule";
import { studiedTemplate } from "./studiedTemplate";
import { VELOCITY_CONSTRUCTS } from "./velocityConstructs";

export default defineRule({
  id: "template-velocity-version",
  title: "Means another thing in another Velocity",
  subject: "island",
  severity: "hint",
  evidence: "uncertain",
  explanation:
    "AWS does not say which version of Velocity runs templates. Recorded answers fit 1.7, and these constructs give another " +
    `result in 2.x, so a template that needs none of them is safer:\n\n${VELOCITY_CONSTRUCTS.map(({ told }) => `- ${told}\n`).join("")}\n` +
    "What 1.7 cannot read at all, such as a default in `$" +
    "{name|'none'}` and the sign in `-$n`, is told as a mistake of syntax.",
  source: "https://velocity.apache.org/engine/2.3/upgrading.html",
  examples: {
    faulty: [
      {
        code: '{ "responseTemplates": { "text/plain": "#set($a = 1)#set($b = 2)⟦$a-⟧$b" } }',
        fixed: '{ "responseTemplates": { "text/plain": "#set($a = 1)#set($b = 2)$' + '{a}-$b" } }',
        message: "hyphen",
      },
      {
        code: '{ "responseTemplates": { "text/plain": "#set($n = 7)$⟦n-1⟧" } }',
        fixed: '{ "responseTemplates": { "text/plain": "#set($n = 7)$' + '{n}-1" } }',
        message: "one name",
      },
      {
        code: '{ "responseTemplates": { "text/plain": "#set($n = 7)#set($last = $⟦n-1⟧)$last" } }',
        fixed: '{ "responseTemplates": { "text/plain": "#set($n = 7)#set($last = $n - 1)$last" } }',
        message: "Write `$n - 1`",
      },
      {
        code: '{ "responseTemplates": { "text/plain": "#if(⟦$error⟧)$error#end" } }',
        fixed: `{ "responseTemplates": { "text/plain": "#if($error != '')$error#end" } }`,
        message: "perhaps a missing value too",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#foreach($pet in $input.path('$.pets'))⟦$velocityCount⟧ #end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#foreach($pet in $input.path('$.pets'))$foreach.count #end" } }`,
        message: "`$foreach.count`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#if(⟦$input.path('$.id')⟧)yes#end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.id') != '')yes#end" } }`,
        message: "a missing value",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1 && ⟦\"$input.path('$.b')\"⟧)yes#end" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1 && \"$input.path('$.b')\" != '')yes#end" } }`,
        message: "in quotes",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#set($n = 'abc')$n.⟦length⟧" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#set($n = 'abc')$n.length()" } }`,
        message: "`.length()`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$stageVariables.name.⟦length⟧ $input.params('q').⟦length⟧" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$stageVariables.name.length() $input.params('q').length" } }`,
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#if(!⟦$input.path('$.id')⟧)none#end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.id') == '')none#end" } }`,
        message: "a missing value",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "⟦$input.body.split(',')⟧" } }`,
        message: "array",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#set($a = 7)#set($b = $input.path('$.b'))#set($a = ⟦$a / $b⟧)$a" } }`,
        message: "keeps the value",
      },
      {
        code: '{ "responseTemplates": { "text/plain": "write to a ⟦#@b⟧ c" } }',
        message: "prints it as it stands",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "a\n⟦  ⟧#if($input.path('$.b') == 1)\nb\n  #end\nc" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "a\n#if($input.path('$.b') == 1)\nb\n#end\nc" } }`,
        message: "Blanks",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/csv": "a#if($input.path('$.b') == 1),b⟦#end⟧\nc" } }`,
        message: "line end",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#if($input.path('$.id') != '')$input.params().header.Content-Type#end#if($foreach.hasNext),#end$stageVariables.my-name" } }`,
      `{ "responseTemplates": { "text/plain": "#set($my-name = 1)$my-name#if($input.path('$.list').size() > 0)a#end" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    if (studied === undefined) {
      return;
    }
    const mediaType = island.kind === "template" ? (island.mediaType ?? "") : "";
    for (const { find, mediaTypes } of VELOCITY_CONSTRUCTS) {
      if (mediaTypes?.test(mediaType) !== false) {
        yield* find(studied);
      }
    }
  },
});
