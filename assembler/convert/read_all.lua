-- Reads formatted texts, each for itself. In: one JSON line [reader, text] per text. Out: one line per text, at once:
-- pandoc's JSON tree, or "!" and why the text could not be read.
-- The empty environment makes every reader a pure function: no file is opened, nothing is fetched.
local options = pandoc.ReaderOptions {}

local function tree(line)
  local reader, text = table.unpack(pandoc.json.decode(line, false))
  return pandoc.write(pandoc.read(text, reader, options, {}), "json")
end

for line in io.lines() do
  local done, result = pcall(tree, line)
  io.write(done and result or "!" .. tostring(result):gsub("%s+", " "), "\n")
  io.flush()
end
