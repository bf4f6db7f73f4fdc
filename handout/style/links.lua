-- Links between the pages, as they are in Markdown, become links between what is made of them.
-- `paper` is set for the PDF, where all pages are one document. What is not a page stays a name.
local paper = false

local function link(l)
  if l.target:match("^%a+:") or l.target:match("^#") then
    return l
  end
  local page, anchor = l.target:match("^([%w-]+)%.md(#?[%w-]*)$")
  if not page then
    return l.content
  end
  if paper then
    l.target = anchor ~= "" and anchor or "#page-" .. page
  else
    l.target = page .. ".html" .. anchor
  end
  return l
end

-- In a narrow window a wide table scrolls by itself; so it must be reachable by the keyboard.
local function reach(t)
  t.attr.attributes.tabindex = "0"
  return t
end

return {
  { Meta = function(meta) paper = meta.paper ~= nil end },
  { Link = link, Table = reach },
}
