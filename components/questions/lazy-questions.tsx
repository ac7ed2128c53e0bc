"use client";

import dynamic from "next/dynamic";
import { useState, type ComponentProps } from "react";
import { loadPart } from "@/components/ui/load-part";

const Questions = dynamic(() => loadPart(() => import("./questions")).then((file) => file.Questions));

/** Forms are loaded with the first question, not with the page; and stay, to say what became of an answer. */
export function LazyQuestions(props: ComponentProps<typeof Questions>) {
  const asked = props.questions.length > 0;
  const [everAsked, setEverAsked] = useState(asked);
  if (asked && !everAsked) setEverAsked(true);
  return everAsked ? <Questions {...props} /> : null;
}
