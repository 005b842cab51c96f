// Answers JSON lines {template, vars, mode?, body?, context?, params?} with what Velocity 1.7 does: the rows of
// test/oracle. askVelocity.mjs compiles and runs it; nothing of it is part of the product.
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.minidev.json.JSONObject;
import net.minidev.json.JSONStyle;
import net.minidev.json.JSONValue;
import net.minidev.json.parser.JSONParser;
import org.apache.commons.lang.StringEscapeUtils;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.InvalidReferenceEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.exception.ExtendedParseException;
import org.apache.velocity.exception.ParseErrorException;
import org.apache.velocity.util.introspection.Info;

public class VelocityHarness {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      @SuppressWarnings("unchecked")
      Map<String, Object> row =
          (Map<String, Object>)
              new JSONParser(JSONParser.MODE_PERMISSIVE).parse(line, JSONValue.defaultReader.DEFAULT_ORDERED);
      answer(row);
      out.println(JSONObject.toJSONString(row, JSONStyle.LT_COMPRESS));
    }
    out.flush();
  }

  static void answer(Map<String, Object> row) {
    VelocityEngine engine = new VelocityEngine();
    engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
    engine.init();
    VelocityContext context = new VelocityContext();
    Object vars = row.get("vars");
    if (vars instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) vars).entrySet()) {
        context.put((String) entry.getKey(), java(entry.getValue()));
      }
    }
    boolean aws = "aws".equals(row.get("mode"));
    if (aws) {
      EventCartridge cartridge = new EventCartridge();
      cartridge.addEventHandler(new Quiet());
      cartridge.attachToContext(context);
      context.put("input", new Input((String) row.get("body")));
      context.put("util", new Util());
    }
    StringWriter writer = new StringWriter();
    boolean syntaxOnly = "syntax".equals(row.get("mode"));
    try {
      engine.evaluate(context, writer, "tpl", (String) row.get("template"));
      if (syntaxOnly) row.put("accepted", true);
      else row.put("output", writer.toString());
    } catch (Throwable thrown) {
      if (syntaxOnly) row.put("accepted", false);
      JSONObject error = new JSONObject();
      error.put("kind", thrown.getClass().getSimpleName());
      if (thrown instanceof ParseErrorException) {
        error.put("line", ((ParseErrorException) thrown).getLineNumber());
        error.put("column", ((ParseErrorException) thrown).getColumnNumber());
      } else if (thrown instanceof ExtendedParseException) {
        error.put("line", ((ExtendedParseException) thrown).getLineNumber());
        error.put("column", ((ExtendedParseException) thrown).getColumnNumber());
      }
      String message = String.valueOf(thrown.getMessage());
      int end = message.indexOf("\nWas expecting");
      error.put("message", (end < 0 ? message : message.substring(0, end)).trim());
      row.put("error", error);
    }
    row.remove("mode");
    if (aws) row.put("mode", "aws");
  }

  static Object java(Object value) {
    if (value instanceof Map) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) map.put(entry.getKey(), java(entry.getValue()));
      return map;
    }
    if (value instanceof List) {
      List<Object> list = new ArrayList<>();
      for (Object item : (List<?>) value) list.add(java(item));
      return list;
    }
    return value instanceof BigDecimal ? ((BigDecimal) value).doubleValue() : value;
  }

  /** What the fitted model adds: a reference without a value is the empty string. */
  public static class Quiet implements InvalidReferenceEventHandler {
    public Object invalidGetMethod(Context c, String reference, Object object, String property, Info info) {
      return "";
    }
    public boolean invalidSetMethod(Context c, String left, String right, Info info) {
      return false;
    }
    public Object invalidMethod(Context c, String reference, Object object, String method, Info info) {
      return "";
    }
  }

  public static class Input {
    private final String body;
    public Input(String body) { this.body = body == null || body.isEmpty() ? "{}" : body; }
    public String getBody() { return body; }
    public Object path(String path) {
      try {
        return JsonPath.parse(body).read(path);
      } catch (PathNotFoundException missing) {
        return null;
      }
    }
    public String json(String path) {
      try {
        return JSONValue.toJSONString(JsonPath.parse(body).read(path), JSONStyle.LT_COMPRESS);
      } catch (PathNotFoundException missing) {
        return "\"\"";
      }
    }
    public String params(String name) { return ""; }
  }

  public static class Util {
    public String escapeJavaScript(String text) { return StringEscapeUtils.escapeJavaScript(text); }
    public Object parseJson(String text) { return Configuration.defaultConfiguration().jsonProvider().parse(text); }
    public String urlEncode(String text) throws Exception { return URLEncoder.encode(text, "UTF-8"); }
    public String urlDecode(String text) throws Exception { return URLDecoder.decode(text, "UTF-8"); }
    public String base64Encode(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
    public String base64Decode(String text) {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
  }
}
